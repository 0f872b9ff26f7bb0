"""The registers we can ask, by their code; a new one is a module with a ``Register`` and a line here."""

from collections.abc import Mapping

from exchange.registers import enterprise, population
from exchange.registers.port import Register

REGISTERS: Mapping[str, Register] = {register.code: register for register in (population.REGISTER, enterprise.REGISTER)}
