"""manage.py clean_pictures"""

from typing import Any

from django.core.management.base import BaseCommand

from cluster_cms.operations.picture_upkeep import clean_pictures
from cluster_cms.pages.media import CustomImage


class Command(BaseCommand):
    help = "Removes what cameras wrote from every stored picture that still carries it. Run again, it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(clean_pictures(CustomImage.objects.iterator()).line())
