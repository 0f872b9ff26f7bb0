"""The leader's view: who holds how much, where work stands, what is late; reassigning begins here."""
