"""Fill a database with papers: ``python -m bench.vault_fill SIZE``. An has 1,000 of them, each other owner a hundred."""

import sys

from bench import databases

OF_AN, OF_EACH = 1_000, 100
BATCH = 500_000

PEOPLE = """
INSERT INTO accounts_person (id, full_name, folded_name, sex, phone_index, trust)
SELECT gen_random_uuid(), 'Người ' || n, 'nguoi ' || n, '', '', 'declared' FROM generate_series(1, %(people)s) n
"""
OWNERS = """
CREATE TEMPORARY TABLE owners AS
SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM accounts_person WHERE folded_name LIKE 'nguoi %%'
"""
BLOB = """
INSERT INTO common_blob (id, sha256, size, mime, created_at)
VALUES (gen_random_uuid(), repeat('a', 64), 1, 'application/pdf', now()) RETURNING id
"""
PAPERS = """
INSERT INTO vault_document (id, public_id, owner_person_id, subject_name, kind, code, title, folded, number, issued_on, issuer_id,
    procedure_code, dossier_code, blob_id, sha256, signatures, status, status_reason, kept_at)
SELECT lpad(to_hex(n), 32, '0')::uuid, 'bench-' || lpad(n::text, 10, '0'),
    CASE WHEN n <= %(of_an)s THEN %(an)s ELSE o.id END, '', 'permit', '',
    'Giấy phép ' || n, 'giay phep ' || n, n::text, date '2020-01-01' + (n %% 2400)::int, %(issuer)s, '', '',
    %(blob)s, md5(n::text), '[]', 'in-force', '', now()
FROM generate_series(%(since)s::bigint, %(until)s::bigint) n LEFT JOIN owners o ON o.place = n %% %(people)s
"""


def main() -> None:
    """A batch after the other, with ids in order so that the keys grow at their end."""
    size = int(sys.argv[1])
    people = max(1, size // OF_EACH)
    with databases.bulk("vault_document") as link, link.cursor() as cursor:
        cursor.execute("SELECT person_id FROM accounts_user WHERE email = 'an@demo.vn'")
        an = cursor.fetchone()[0]  # type: ignore[index]
        cursor.execute("SELECT id FROM agencies_agency ORDER BY path LIMIT 1")
        issuer = cursor.fetchone()[0]  # type: ignore[index]
        cursor.execute(PEOPLE, {"people": people})
        cursor.execute(OWNERS)
        cursor.execute("CREATE INDEX ON owners (place)")
        cursor.execute("ANALYZE owners")
        cursor.execute(BLOB)
        blob = cursor.fetchone()[0]  # type: ignore[index]
        told = {"an": an, "issuer": issuer, "blob": blob, "of_an": OF_AN, "people": people}
        for since in range(1, size + 1, BATCH):
            cursor.execute(PAPERS, told | {"since": since, "until": min(size, since + BATCH - 1)})
    databases.mark("vault_document", size)


if __name__ == "__main__":
    main()
