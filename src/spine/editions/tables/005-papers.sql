-- Official papers drawn from one approved version of a plan. Bytes lie in the file store under their hash; what a person
-- worded is kept, so that the same paper can be drawn again and compared.
create table editions.papers (
  id uuid primary key,
  version_id uuid not null references editions.plan_versions (id),
  edition_id uuid not null references editions.editions (id),
  unit_id uuid not null references org.units (id),
  kind text not null check (kind in ('proposal', 'decision', 'appendix')),
  plan_hash text not null check (plan_hash ~ '^[0-9a-f]{64}$'),
  wording jsonb not null,
  pdf_sha256 text not null check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  docx_sha256 text not null check (docx_sha256 ~ '^[0-9a-f]{64}$'),
  made_by uuid not null,
  made_at timestamptz not null,
  unique (version_id, kind, pdf_sha256)
);
create index papers_of_plan on editions.papers (edition_id, unit_id);

-- What came back signed. A later scan never takes the place of an earlier one: it names it, and says why.
create table editions.signings (
  id uuid primary key,
  paper_id uuid not null references editions.papers (id),
  unit_id uuid not null references org.units (id),
  number text not null,
  signed_on date not null,
  scan_sha256 text not null check (scan_sha256 ~ '^[0-9a-f]{64}$'),
  scan_type text not null check (scan_type in ('pdf', 'jpeg', 'png')),
  scan_bytes integer not null check (scan_bytes > 0),
  replaces uuid unique references editions.signings (id),
  reason text,
  by_staff uuid not null,
  at timestamptz not null,
  check ((replaces is null) = (reason is null))
);
create unique index signed_first_once on editions.signings (paper_id) where replaces is null;

-- The layout of papers as an office confirmed it; the newest counts. While there is none, papers follow the one from memory.
create table editions.paper_layouts (
  id uuid primary key,
  layout jsonb not null,
  by_staff uuid not null,
  at timestamptz not null
);

create trigger keep before update or delete or truncate on editions.paper_layouts
  for each statement execute function editions.keep();
create trigger keep before update or delete or truncate on editions.papers
  for each statement execute function editions.keep();
create trigger keep before update or delete or truncate on editions.signings
  for each statement execute function editions.keep();

alter table editions.papers enable row level security;
alter table editions.signings enable row level security;
alter table editions.paper_layouts enable row level security;
create policy in_scope on editions.papers using (unit_id in (select unnest((select kit.scope()))));
create policy in_scope on editions.signings using (unit_id in (select unnest((select kit.scope()))));
create policy acting on editions.paper_layouts for select using ((select kit.acting()));
create policy confirm on editions.paper_layouts for insert with check ((select editions.holds_group()));
grant select, insert on editions.papers, editions.signings, editions.paper_layouts to tri_an_app;
