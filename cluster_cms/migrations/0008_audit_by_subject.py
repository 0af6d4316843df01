
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cluster_cms', '0007_promises'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['subject', 'position'], name='audit_by_subject'),
        ),
    ]
