-- The old system's invoices. Number 13 is a credit note: the new system's ledger does not take it.
CREATE TABLE IF NOT EXISTS invoice (id INT PRIMARY KEY, customer VARCHAR(20) NOT NULL, cents INT NOT NULL)
  AS SELECT x, 'customer ' || MOD(x, 4), CASE x WHEN 13 THEN -1300 ELSE x * 100 END FROM SYSTEM_RANGE(1, 23);

CREATE TABLE IF NOT EXISTS ledger (id INT PRIMARY KEY, customer VARCHAR(20) NOT NULL, cents INT NOT NULL,
  CONSTRAINT no_credit_notes CHECK (cents > 0));
