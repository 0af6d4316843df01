from django.db import migrations, models

import cluster_cms.clock
from cluster_cms.append_only import append_only_triggers


class Migration(migrations.Migration):

    dependencies = [
        ('cluster_cms', '0002_site'),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('record', models.UUIDField(verbose_name='number')),
                ('at', models.DateTimeField(default=cluster_cms.clock.now, verbose_name='time')),
                ('cause', models.CharField(max_length=40, verbose_name='cause')),
            ],
            options={
                'verbose_name': 'erasure',
                'verbose_name_plural': 'erasures',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('kind', 'record'), name='erased_once')],
            },
        ),
        append_only_triggers('cluster_cms_erasure'),
    ]
