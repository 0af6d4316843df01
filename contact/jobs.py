"""The recurring jobs of the contact app; the worker runs each when its time has come (cluster_cms.operations.jobs)."""

from contact.deadlines.rescheduling import rescheduling_job
from contact.figures.computing import figures_job
from contact.inbound.reading import mailbox_job
from contact.inbound.tray import tray_job
from contact.inquiries.attachments import unsent_file_deletion_job
from contact.inquiries.block_list import block_list_job
from contact.inquiries.closing import quiet_closing_job
from contact.inquiries.due_notices import due_notices_job
from contact.inquiries.receive import submission_key_deletion_job
from contact.inquiries.spam import quarantine_count_job, quarantine_purge_job
from contact.privacy.carrying_out import pending_requests_job
from contact.privacy.magic_links import link_deletion_job
from contact.privacy.purpose_changes import purpose_notice_job
from contact.privacy.requests import request_deletion_job
from contact.rate_limits.counters import counter_deletion_job
from contact.retention.schedule import retention_job
from contact.search.rebuilding import search_text_job
from contact.search.searching import search_deletion_job
from contact.transfers.register import transfer_deletion_job

JOBS = (
    mailbox_job,  # every minute: reads the desk's mailbox
    link_deletion_job,  # every minute: deletes used and expired magic links
    purpose_notice_job,  # every minute: mails the people concerned about a changed purpose of use
    pending_requests_job,  # every minute: carries out requests without a reference to which nobody has objected
    counter_deletion_job,  # every 5 minutes: deletes rate-limit counters whose window is over
    search_deletion_job,  # every 10 minutes: deletes searches of the desk that are older than an hour
    unsent_file_deletion_job,  # every 10 minutes: deletes the files of forms that were not sent within an hour
    search_text_job,  # every 10 minutes: makes the search texts anew that are of an older folding, key or setting
    quarantine_count_job,  # every 15 minutes: mails the desk, once a day, how much suspected spam there is
    due_notices_job,  # every 15 minutes: mails each assignee, once a day, what is due by the next business day
    quiet_closing_job,  # hourly: closes what was answered and about which nobody has written for some days
    figures_job,  # hourly: computes the figures of the desk anew
    retention_job,  # hourly: announces deletions a week ahead, and deletes inquiries whose time is over
    quarantine_purge_job,  # hourly: deletes suspected spam after 30 days
    block_list_job,  # hourly: deletes blocks of senders that have caught nothing for two years
    tray_job,  # hourly: throws away automatic answers after a week, and erases what is kept no longer
    submission_key_deletion_job,  # hourly: deletes used submission keys that have expired
    transfer_deletion_job,  # hourly: deletes transfers whose legal term is over
    request_deletion_job,  # hourly: removes the person from requests whose term is over
    rescheduling_job,  # every 6 hours: corrects due dates after a change of the business days
)
