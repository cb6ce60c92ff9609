"""Events: peaks and what caused them, weak signals, alerts, crises and open questions."""
