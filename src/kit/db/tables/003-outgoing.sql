-- What the sandbox's channels would have sent. Recipient and text are sealed (AES-256-GCM, bound to their row), since
-- a text may carry a name or a one-time code. The app writes and never reads: no grant of select, no policy for it.
-- Only the owner's connection of a demonstration or a test reads it back, with the key.

create table kit.outgoing (
  id uuid primary key,
  channel text not null check (channel in ('sms', 'email', 'zalo', 'push')),
  recipient_index bytea not null,
  recipient_sealed text not null,
  body_sealed text not null,
  at timestamptz not null
);
create index on kit.outgoing (recipient_index, at);
alter table kit.outgoing enable row level security;
create policy sent_by_anybody_acting on kit.outgoing for insert with check ((select kit.acting()));
grant insert on kit.outgoing to tri_an_app;
