"""The blocks of company pages, and what search engines read of them."""

from cluster_cms.blocks.downloads import DownloadsBlock
from cluster_cms.blocks.explaining import FaqBlock, StepsBlock
from cluster_cms.blocks.pointers import ChildrenBlock, ContentsBlock
from cluster_cms.blocks.story import StoryBlock
from home.blocks.evidence import CertificatesBlock, EquipmentBlock, StatementsBlock
from home.blocks.key_figures import CaseBlock, FiguresBlock
from home.blocks.works_and_jobs import JobsBlock, PlacesBlock
from home.blocks.years_and_people import GreetingBlock, HistoryBlock


class CompanyStoryBlock(StoryBlock):
    """The blocks of every page, and those of the company."""

    steps = StepsBlock()
    faq = FaqBlock()
    contents = ContentsBlock()
    children = ChildrenBlock()
    figures = FiguresBlock()
    equipment = EquipmentBlock()
    certificates = CertificatesBlock()
    statements = StatementsBlock()
    case = CaseBlock()
    history = HistoryBlock()
    greeting = GreetingBlock()
    places = PlacesBlock()
    jobs = JobsBlock()
    downloads = DownloadsBlock()
