"""manage.py remove_second_factors USERNAME"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cluster_cms.security import audit
from cluster_cms.security.accounts import User, end_sessions
from cluster_cms.sign_in.account_notices import AccountChange, tell


class Command(BaseCommand):
    help = "Removes all second factors of a person who has lost them. The next sign-in enrols a new one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError("There is no such account.")
        Authenticator.objects.filter(user=user).delete()
        end_sessions(user)
        tell(user, AccountChange.FACTOR_REMOVED)
        audit.record("account.second_factors_removed", subject=str(user.pk))
        self.stdout.write("Removed. The person is signed out everywhere.")
