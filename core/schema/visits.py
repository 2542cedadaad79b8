"""How the dialogues are gone through: counted, for nobody in particular."""

from sqlalchemy import Text

from core.schema.columns import Day, Whole
from core.schema.tables import key, must, table

# A talk's beginning is counted under the flow '' and the step ''.
step_visit = table(
    "step_visit",
    key("day", Day),
    key("channel", Text),
    key("flow", Text),
    key("step", Text),
    must("visits", Whole),
    must("answered", Whole),  # and went on from there
    must("left", Whole),  # hung up there: known of calls only
)
