"""Addresses of tasks."""

from django.urls import path

from maillage.workspace.views import tasks

urlpatterns = [
    path("taches/", tasks.tasks, name="tasks"),
    path("taches.csv", tasks.tasks_csv, name="tasks-csv"),
    path("taches/nouvelle/", tasks.new, name="new-task"),
    path("taches/<int:pk>/", tasks.task, name="task"),
    path("taches/<int:pk>/modifier/", tasks.edit, name="edit-task"),
    path("groupes/<slug:slug>/taches/", tasks.group_tasks, name="group-tasks"),
    path("groupes/<slug:slug>/taches.csv", tasks.group_tasks_csv, name="group-tasks-csv"),
    path("groupes/<slug:slug>/taches/nouvelle/", tasks.new_in_group, name="new-group-task"),
]
