CREATE TABLE orders (id integer PRIMARY KEY, company_id text NOT NULL, product text NOT NULL, amount integer NOT NULL);

INSERT INTO orders VALUES
  (1, 'acme', 'anvil', 120),
  (2, 'acme', 'rocket', 900),
  (3, 'acme', 'magnet', 35),
  (4, 'globex', 'laser', 5000),
  (5, 'globex', 'hammock', 80);
