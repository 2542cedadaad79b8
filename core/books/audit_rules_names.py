"""The audit's rules about names that the programme's rules must know: see core.books.audit.

Partners and sources change only with a release of the rules, and one that was used stays listed.
"""

from core.loyalty import accrual, known_sources
from core.programme import Programme
from core.service import goodwill

NAMES = {
    "member {member_id}, posting {version} of {amount}: {contra} is no partner": """
        SELECT member_id, version, amount, contra FROM posting
        WHERE contra LIKE 'partner\\:%' AND contra NOT IN :partner_accounts""",
    "member {member_id}'s {unit}, posting {version} of {amount}: {kind} is no source": """
        SELECT member_id, unit, version, amount, kind FROM posting
        WHERE amount > 0 AND reverses IS NULL
          AND (contra LIKE 'partner\\:%' OR contra LIKE 'province\\:%') AND kind NOT IN :sources""",
    "member {member_id}, exchange {exchange_id}: there is no exchange with {partner}": """
        SELECT member_id, exchange_id, partner FROM exchange
        WHERE partner NOT IN :exchange_partners""",
}
LISTS = ("partner_accounts", "exchange_partners", "sources")


def known(rules: Programme) -> dict[str, list[str]]:
    """The names of each list in LISTS, which are parameters of the statements."""
    exchange_partners = [partner.name for partner in rules.exchange.partners]
    partners = [*rules.earning.partners, *exchange_partners]
    return {
        "partner_accounts": [accrual.partner(name) for name in partners],
        "exchange_partners": exchange_partners,
        "sources": [*known_sources(rules.earning), accrual.BONUS, "exchange", goodwill.KIND],
    }
