-- What somebody agreed to, or took back: by purpose and channel, with who, when, how, and which text was shown. Rows
-- are only added; the latest of a purpose and channel holds. No row is no consent: silence agrees to nothing.
create table customers.consents (
  no bigint generated always as identity primary key,
  id uuid not null unique,
  customer_id uuid not null references customers.customers (id),
  purpose text not null check (purpose in ('care', 'offers', 'survey', 'publication')),
  channel text not null check (channel in ('sms', 'zalo', 'email', 'call', 'letter', 'public')),
  given boolean not null,
  how text not null check (how in ('portal', 'counter', 'call', 'paper', 'message')),
  text_version text not null check (text_version ~ '^[a-z0-9.-]{1,24}$'),
  evidence text not null default '' check (char_length(evidence) <= 200),
  by_kind text not null check (by_kind in ('staff', 'customer')),
  by_id uuid not null,
  at timestamptz not null
);
create index consents_of on customers.consents (customer_id, purpose, channel, no desc);
alter table customers.consents enable row level security;
create policy with_customer on customers.consents for select using (exists (select from customers.customers c where c.id = customer_id));
create policy give on customers.consents for insert with check (exists (select from customers.customers c where c.id = customer_id)
  and by_id = (select coalesce(kit.actor(), kit.customer())));
grant select, insert on customers.consents to tri_an_app;

-- Whether a consent holds now: what a wave asks in the transaction that claims a party.
create function customers.consented(customer uuid, for_purpose text, by_channel text) returns boolean
language sql stable parallel safe as $$
  select coalesce((select given from customers.consents where customer_id = customer and purpose = for_purpose and channel = by_channel
    order by no desc limit 1), false)
$$;
