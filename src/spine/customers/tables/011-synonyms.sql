-- What is written short in names and addresses, folded, and what it stands for. A search for one finds the other too.
create table customers.synonyms (
  short text collate "C" primary key check (short ~ '^[a-z0-9]+$'),
  long text collate "C" not null check (long ~ '^[a-z0-9]+( [a-z0-9]+)*$')
);
insert into customers.synonyms values
  ('cty', 'cong ty'), ('tnhh', 'trach nhiem huu han'), ('mtv', 'mot thanh vien'), ('cp', 'co phan'),
  ('dntn', 'doanh nghiep tu nhan'), ('htx', 'hop tac xa'), ('xn', 'xi nghiep'), ('ubnd', 'uy ban nhan dan'),
  ('bv', 'benh vien'), ('thpt', 'trung hoc pho thong'), ('thcs', 'trung hoc co so'), ('mn', 'mam non'),
  ('kcn', 'khu cong nghiep'), ('tp', 'thanh pho'), ('tx', 'thi xa'), ('tt', 'thi tran'), ('q', 'quan'), ('h', 'huyen'),
  ('p', 'phuong'), ('x', 'xa'), ('kp', 'khu pho'), ('tdp', 'to dan pho'), ('d', 'duong'), ('ql', 'quoc lo'), ('tl', 'tinh lo');
alter table customers.synonyms enable row level security;
create policy read on customers.synonyms for select using ((select kit.acting()));
grant select on customers.synonyms to tri_an_app;
