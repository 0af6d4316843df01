"""The storage of pictures and documents: Django's, but names keep their letters in every language."""

from django.core.files.storage import FileSystemStorage

from cluster_cms.text.file_names import stored_name


class NamesKeepLetters:
    """Mixin of a storage: Django's own names lose the voice marks of a Mac's kana and the vowels of many scripts."""

    def get_valid_name(self, name: str) -> str:
        """Return the name under which a file that was uploaded as `name` may be stored."""
        return stored_name(name)


class MediaFileSystemStorage(NamesKeepLetters, FileSystemStorage):
    """A folder on the local disk."""
