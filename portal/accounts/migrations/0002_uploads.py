"""Verification papers become uploads among others, under their own ids."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.RenameModel('VerificationPaper', 'Upload'),
        migrations.AlterModelOptions(
            name='upload',
            options={'ordering': ['-created_at', '-id'], 'verbose_name': 'file', 'verbose_name_plural': 'files'},
        ),
        migrations.AddField(
            model_name='upload',
            name='purpose',
            field=models.CharField(choices=[('cv', 'CV'), ('letter', 'Cover letter'), ('document', 'Document'), ('paper', 'Verification document')], default='paper', max_length=10),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='upload',
            name='kind',
            field=models.CharField(blank=True, choices=[('kbis', 'Company registration (Kbis)'), ('identity', 'Proof of identity'), ('mandate', 'Mandate or power of attorney'), ('other', 'Other document')], max_length=10, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='upload',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='VerificationPaper',
            fields=[],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['-created_at', '-id'],
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('accounts.upload',),
        ),
    ]
