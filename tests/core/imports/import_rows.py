"""Rows of import files, and what the database has of them."""

from typing import Any

from sqlalchemy import select

from core.kernel import Database
from core.schema import import_run, metadata

MEMBERS = """\
number,name,joined_on,province,tier,tier_until,status,language,born_on,marketing_ok,member_id
+8613900000001,王芳,2020-01-31,GD,gold,2026-12-31,active,zh,1985-02-28,yes,
139 0000 0002,"Brown, Alice",2024-02-29,BJ,,,,,,,
+8613900000003,李强,2019-06-01,GD,,,suspended,zh,,no,500
"""


ACCRUALS = """\
accrual_id,number,member_id,source,yuan,charge,points,growth,partner,earned_on,expires_on,memo
a1,+8613900000001,,mobile,100.99,,,,,2026-05-31,,May bill
a2,+8613900000001,,mobile,58,gifted,,,,2026-05-31,,
a3,,2,partner,,,70,,coffee,2026-05-20,2026-12-31,
a4,+8613900000002,,promotion,,,500,,,2026-05-20,,
o1,+8613900000003,,opening,,,8000,2300,,2026-01-01,2027-06-30,brought along
"""


HEADER = ACCRUALS.splitlines()[0]


def rows(database: Database) -> dict[str, list[Any]]:
    with database.engine.begin() as conn:
        return {
            table.name: [*conn.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
            if table is not import_run
        }
