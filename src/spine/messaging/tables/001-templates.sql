-- What may be said: a text for each channel, with the values that it takes from the receiver. It is written once, and
-- changed only while it was sent back; what was approved stays as it is, so that a wave's words can be read years later.
create table messaging.templates (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  name text not null check (length(name) between 3 and 120),
  class text not null check (class in ('safety', 'service', 'care', 'survey', 'advert')),
  variables text[] not null,
  sms text check (length(sms) between 1 and 600),
  plain boolean not null,
  zalo text check (length(zalo) between 1 and 400),
  zalo_template text check (length(zalo_template) between 1 and 40),
  email_subject text check (length(email_subject) between 1 and 150),
  email text check (length(email) between 1 and 5000),
  made_by uuid not null,
  made_at timestamptz not null,
  check (sms is not null or zalo is not null or email is not null),
  check ((zalo is null) = (zalo_template is null)),
  check ((email is null) = (email_subject is null))
);
create index templates_by_unit on messaging.templates (unit_id, id);

-- Each decision is a row: who, when, and why when it was sent back. The last one counts.
create table messaging.template_decisions (
  no bigint generated always as identity primary key,
  template_id uuid not null references messaging.templates (id),
  unit_id uuid not null,
  kind text not null check (kind in ('approved', 'sent_back', 'revised', 'retired')),
  reason text check (length(reason) <= 500),
  decided_by uuid not null,
  decided_at timestamptz not null,
  check (kind <> 'sent_back' or length(reason) >= 3)
);
create index decisions_of_template on messaging.template_decisions (template_id, no desc);

alter table messaging.templates enable row level security;
alter table messaging.template_decisions enable row level security;
create policy in_scope on messaging.templates using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on messaging.template_decisions using (unit_id = any ((select kit.scope())::uuid[]));
grant select, insert on messaging.templates, messaging.template_decisions to tri_an_app;
grant update (name, class, variables, sms, plain, zalo, zalo_template, email_subject, email) on messaging.templates to tri_an_app;
