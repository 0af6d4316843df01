from django.db import migrations, models

import cluster_cms.clock
from cluster_cms.append_only import append_only_triggers


class Migration(migrations.Migration):

    dependencies = [
        ('cluster_cms', '0004_outbox'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeyEscrow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_name', models.CharField(max_length=60, verbose_name='key')),
                ('place', models.CharField(max_length=200, verbose_name='kept at')),
                ('kept_on', models.DateField(default=cluster_cms.clock.today, verbose_name='on')),
                ('kept_by', models.CharField(max_length=100, verbose_name='by')),
                ('recorded_at', models.DateTimeField(default=cluster_cms.clock.now, verbose_name='recorded')),
            ],
            options={
                'verbose_name': 'spare of a key',
                'verbose_name_plural': 'spares of keys',
                'ordering': ['-recorded_at'],
                'default_permissions': ('add', 'view'),
            },
        ),
        append_only_triggers('cluster_cms_keyescrow'),
    ]
