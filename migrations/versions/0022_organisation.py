"""The operator's units, members' moves between them, and the place of each act.

Moves of before are unknown. An act of before gets the province where its member is now, and so does
the place of a member before the first move that is recorded.
"""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    column,
    table,
)

from migrations.append_only import protect
from migrations.column_types import MOMENT, WHOLE

revision = "0022"
down_revision = "0021"

ACTS = ("gift_order", "exchange", "claim")
GROUP = ("CN", "全国", "China")
PROVINCES = """
BJ 北京 Beijing|TJ 天津 Tianjin|HE 河北 Hebei|SX 山西 Shanxi|NM 内蒙古 Inner Mongolia
LN 辽宁 Liaoning|JL 吉林 Jilin|HL 黑龙江 Heilongjiang|SH 上海 Shanghai|JS 江苏 Jiangsu
ZJ 浙江 Zhejiang|AH 安徽 Anhui|FJ 福建 Fujian|JX 江西 Jiangxi|SD 山东 Shandong|HA 河南 Henan
HB 湖北 Hubei|HN 湖南 Hunan|GD 广东 Guangdong|GX 广西 Guangxi|HI 海南 Hainan|CQ 重庆 Chongqing
SC 四川 Sichuan|GZ 贵州 Guizhou|YN 云南 Yunnan|XZ 西藏 Tibet|SN 陕西 Shaanxi|GS 甘肃 Gansu
QH 青海 Qinghai|NX 宁夏 Ningxia|XJ 新疆 Xinjiang
"""
# A code that nothing names: of a programme with provinces of its own.
OTHERS = """
INSERT INTO org (code, kind, parent, name_zh, name_en)
SELECT DISTINCT province, 'province', 'CN', province, province FROM member
WHERE NOT EXISTS (SELECT 1 FROM org WHERE code = member.province)
"""
OF_TODAY = """
UPDATE {table} SET org = (SELECT province FROM member WHERE member.member_id = {table}.member_id)
"""


def upgrade() -> None:
    op.create_table(
        "org",
        Column("code", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("parent", Text),
        Column("name_zh", Text, nullable=False),
        Column("name_en", Text, nullable=False),
        CheckConstraint("kind IN ('group', 'province', 'city')", name="org_kind_check"),
        PrimaryKeyConstraint("code", name="org_pkey"),
        ForeignKeyConstraint(["parent"], ["org.code"], name="org_parent_org_fkey"),
        sqlite_strict=True,
    )
    op.create_table(
        "org_move",
        Column("member_id", WHOLE, nullable=False),
        Column("moved_at", MOMENT, nullable=False),
        Column("was", Text, nullable=False),
        Column("became", Text, nullable=False),
        PrimaryKeyConstraint("member_id", "moved_at", name="org_move_pkey"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name="org_move_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )
    connection = op.get_bind()
    protect(connection, "org_move")
    _add_units()
    connection.exec_driver_sql(OTHERS)
    for name in ACTS:
        op.add_column(name, Column("org", Text, nullable=False, server_default=""))
        connection.exec_driver_sql(OF_TODAY.format(table=name))


def downgrade() -> None:
    for name in ACTS:
        op.drop_column(name, "org")
    op.drop_table("org_move")
    op.drop_table("org")


def _add_units() -> None:
    org = table("org", *map(column, ("code", "kind", "parent", "name_zh", "name_en")))
    code, name_zh, name_en = GROUP
    group = {"code": code, "kind": "group", "parent": None}
    op.bulk_insert(org, [group | {"name_zh": name_zh, "name_en": name_en}])
    rows = []
    for province in PROVINCES.strip().replace("\n", "|").split("|"):
        code, name_zh, name_en = province.split(maxsplit=2)
        unit = {"code": code, "kind": "province", "parent": GROUP[0]}
        rows.append(unit | {"name_zh": name_zh, "name_en": name_en})
    op.bulk_insert(org, rows)
