"""Shared by all operations of the API: their declaration, authentication by token and scope, errors
as problem details, pages of lists, and the context that they run in."""

from api.frame.blueprint import operations_blueprint
from api.frame.call import ApiContext, Call
from api.frame.cursors import BadCursor, decoded, encoded
from api.frame.limits import ApiLimits
from api.frame.models import (
    Answer,
    Input,
    MemberId,
    PageQuery,
    PhoneNumber,
    ProblemDetails,
    ReferenceNumber,
    WholeNumber,
    Words,
)
from api.frame.operation import PATH_PARAMETERS, Operation, UndeclaredScope
from api.frame.problems import Problem, problem_of_status, problem_response

__all__ = [
    "PATH_PARAMETERS",
    "Answer",
    "ApiContext",
    "ApiLimits",
    "BadCursor",
    "Call",
    "Input",
    "MemberId",
    "Operation",
    "PageQuery",
    "PhoneNumber",
    "Problem",
    "ProblemDetails",
    "ReferenceNumber",
    "UndeclaredScope",
    "WholeNumber",
    "Words",
    "decoded",
    "encoded",
    "operations_blueprint",
    "problem_of_status",
    "problem_response",
]
