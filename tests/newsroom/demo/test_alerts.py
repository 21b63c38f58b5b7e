"""What the demo's paper sent as breaking: the feed has it, and no banner stands."""

from datetime import timedelta

from django.utils import timezone

from articles.frame import site_frame
from articles.models import Alert
from newsroom.demo.alerts import make_alerts
from newsroom.models import BreakingAlert
from tests.newsroom.helpers import APPROVED_PATH, take


def test_alerts_of_some_hours_ago_stand_no_longer(newsroom, draft, site):
    now = timezone.now()
    for verb, name in (*APPROVED_PATH, ("publish", "editor")):
        take(draft, getattr(newsroom, name), verb, at=now - timedelta(hours=5))
    make_alerts(newsroom.editor, {"ধান": draft}, now)
    alert = BreakingAlert.objects.get()
    assert (alert.text, alert.pushed) == (draft.headline, False)
    assert Alert.objects.get().ends_at == alert.ends_at < now
    assert site_frame()["alert"] is None
