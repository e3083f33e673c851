"""`GET /projects`: the project that a key belongs to; the SDKs' `auth_check` asks for it."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import Field

from functions.model.project import Project
from web.api.auth import ProjectId, Sessions, authorized
from web.api.paging import only
from web.api.route import JsonRoute
from web.api.wire import Wire

router = APIRouter(route_class=JsonRoute, tags=["projects"], dependencies=[Depends(authorized)])


class Organization(Wire):
    """Who a project belongs to; there is one."""

    id: str = "reprise"
    name: str = "Reprise"


class ProjectBody(Wire):
    """A project."""

    id: str
    name: str
    organization: Organization = Field(default_factory=Organization)
    metadata: dict[str, Any] = Field(default_factory=dict)


class Projects(Wire):
    """All projects of a key: one."""

    data: list[ProjectBody]


@router.get("/projects", dependencies=[Depends(only())])
def read_projects(project: ProjectId, table: Sessions) -> Projects:
    """Return the key's project."""
    return Projects(data=[project_body(table.read_project(project))])


def project_body(project: Project) -> ProjectBody:
    """Return a project as clients read it."""
    return ProjectBody(id=project.project_id, name=project.name)
