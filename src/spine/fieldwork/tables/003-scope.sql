alter table fieldwork.requests enable row level security;
alter table fieldwork.steps enable row level security;
alter table fieldwork.orders enable row level security;
alter table fieldwork.permits enable row level security;
alter table fieldwork.results enable row level security;
alter table fieldwork.turned_away enable row level security;
create policy in_scope on fieldwork.requests using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on fieldwork.requests using (asked_by = (select kit.customer()));
create policy in_scope on fieldwork.steps using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on fieldwork.steps using (exists (select from fieldwork.requests r where r.id = request_id and r.asked_by = (select kit.customer())));
create policy in_scope on fieldwork.orders using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on fieldwork.permits using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on fieldwork.results using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on fieldwork.turned_away using (unit_id = any ((select kit.scope())::uuid[]));
-- The note is written after the refused transaction is gone, in the name of whoever sent it.
create policy own on fieldwork.turned_away for insert with check (by_staff = (select kit.actor()));
grant select, insert on fieldwork.requests, fieldwork.steps, fieldwork.orders, fieldwork.permits, fieldwork.results, fieldwork.turned_away to tri_an_app;
grant update (state, due_at, done_at) on fieldwork.requests to tri_an_app;
grant update (ended_at) on fieldwork.orders to tri_an_app;
grant update (settled_by, settled_at, settled_note) on fieldwork.turned_away to tri_an_app;

-- Where one request stands, for whoever has its code: days and states, no name and no address.
create function fieldwork.follow(wanted text)
returns table (form jsonb, unit_id uuid, state text, asked_at timestamptz, due_at timestamptz, done_at timestamptz, reason text,
  day date, from_time time, until_time time, visit_code text)
language sql stable security definer set search_path = pg_catalog, fieldwork as $$
  select jsonb_build_object('says', r.form -> 'says'), r.unit_id, r.state, r.asked_at, r.due_at, r.done_at,
    case when r.state in ('refused', 'cancelled') then (select s.reason from fieldwork.steps s where s.request_id = r.id order by s.at desc, s.id desc limit 1) end,
    o.day, o.from_time, o.until_time, o.visit_code
  from fieldwork.requests r left join fieldwork.orders o on o.request_id = r.id and o.ended_at is null
  where r.code = wanted
$$;
comment on function fieldwork.follow is 'definer: whoever has the code of a request may see where it stands, without a sign-in; no name, no address';

-- Whether a crew at the door is real: which unit sent it, for what, on which day.
create function fieldwork.visit(wanted text) returns table (form jsonb, unit_id uuid, day date)
language sql stable security definer set search_path = pg_catalog, fieldwork as $$
  select jsonb_build_object('says', r.form -> 'says'), r.unit_id, o.day
  from fieldwork.orders o join fieldwork.requests r on r.id = o.request_id
  where o.visit_code = wanted and o.ended_at is null and r.open
$$;
comment on function fieldwork.visit is 'definer: anybody may check a crew at the door by its visit code; a unit and a day, nobody''s name';

-- How many requests one asker has had since a moment; somebody who floods the queue is asked to call.
create function fieldwork.asked_since(asker uuid, since timestamptz) returns bigint
language sql stable security definer set search_path = pg_catalog, fieldwork as $$
  select count(*) from fieldwork.requests r where r.asked_by = asker and r.asked_at >= since
$$;
comment on function fieldwork.asked_since is 'definer: an asker''s requests may be at any unit; answers a count';

-- A person's data goes; what was done, when and where it counted stays.
create function fieldwork.forget(customer uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, fieldwork as $$
declare gone bigint;
begin
  update fieldwork.requests r set name = '', address = '', note = '', folded = lower(r.code), answers = '{}', phone_sealed = null, phone_shown = null
  where r.customer_id = customer and r.name <> '';
  get diagnostics gone = row_count;
  update fieldwork.results t set note = '', witness = null from fieldwork.requests r where r.id = t.request_id and r.customer_id = customer;
  return gone;
end $$;
comment on function fieldwork.forget is 'definer: a person''s data goes at every unit; answers a count';
