"""What is to be done, by whom, by when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from maillage.actors.models import Actor
from maillage.workspace.models.groups import Group


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> TaskQuerySet:
        """Those that are still to be done, the most late first, then what has no day."""
        return self.filter(done_at=None).order_by(F("due_on").asc(nulls_last=True), "pk")

    def done(self) -> TaskQuerySet:
        """Those that are done, the last first."""
        return self.exclude(done_at=None).order_by("-done_at", "-pk")


class Task(models.Model):
    """One thing to do: of a group, or of one person for themselves."""

    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="tasks")
    title = models.CharField("quoi", max_length=200)
    detail = models.TextField("détail", max_length=3000, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    actor = models.ForeignKey(Actor, models.SET_NULL, null=True, blank=True, related_name="tasks")
    due_on = models.DateField("pour le", null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    # Where it comes from, in words and as a path of the site: the resolution of a round table, a thread.
    origin = models.CharField("d’où elle vient", max_length=200, blank=True)
    origin_url = models.CharField(max_length=300, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "tâche"
        ordering = ["pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_at=None), name="task_due")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workspace:task", args=[self.pk])

    @property
    def is_late(self) -> bool:
        """Whether its day is past and it is not done."""
        return self.done_at is None and self.due_on is not None and self.due_on < timezone.localdate()
