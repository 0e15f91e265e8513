-- The scope of a transaction: who acts, and the set of units that the act may see.
-- Set by kit/db with set_config(..., true), so it ends with the transaction.
-- Nothing set gives no actor, no units, and so no rows anywhere.

create function kit.actor() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('app.actor', true), '')::uuid $$;

create function kit.customer() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('app.customer', true), '')::uuid $$;

create function kit.scope() returns uuid[] language sql stable parallel safe as
$$ select coalesce(nullif(current_setting('app.scope', true), '')::uuid[], '{}') $$;

-- True as soon as anybody acts at all: the policy of lists that every signed-in person may read.
create function kit.acting() returns boolean language sql stable parallel safe as
$$ select coalesce(current_setting('app.acting', true), '') = 'yes' $$;

-- Commands that a client named itself (UUIDv7), with the answer that they got: applied once.
create table kit.applied (
  id uuid primary key,
  actor uuid not null,
  route text not null,
  body_sha256 bytea not null,
  answer jsonb,
  applied_at timestamptz not null default now()
);
alter table kit.applied enable row level security;
create policy own on kit.applied using (actor = (select coalesce(kit.actor(), kit.customer())));
grant select, insert, update on kit.applied to tri_an_app;
