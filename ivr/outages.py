"""The exceptions that say that the database does not answer, or not in time."""

from sqlalchemy.exc import SQLAlchemyError

from core.kernel import OutOfTime, Unavailable

NO_DATABASE = (SQLAlchemyError, Unavailable, OutOfTime)
