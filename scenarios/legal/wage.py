"""The least that a month of work may pay where a company's people work."""

from decimal import Decimal
from typing import Protocol

from scenarios.company import Currency
from scenarios.legal.reading import read_city


class Employer(Protocol):
    """What decides the minimum wage: a company in a scenario or a plan file."""

    @property
    def currency(self) -> Currency: ...
    @property
    def minimum_wage(self) -> Decimal | None: ...
    @property
    def city(self) -> str: ...


def least_wage(company: Employer) -> Decimal | None:
    """Units of currency a month: the company's own number, else its city's where that is in the same currency.

    None where nobody has looked it up, or the city cannot be read; whoever asks for the law tells why.
    """
    if company.minimum_wage is not None:
        return company.minimum_wage
    city, _ = read_city(company.city)
    wage = city.minimum_wage if city is not None else None
    if wage is None or not wage.unit.startswith(f"{company.currency.code}/"):
        return None
    return wage.value
