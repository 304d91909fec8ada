"""From an order to plans: which projects, the code behind them, what they cost and what checks say."""
