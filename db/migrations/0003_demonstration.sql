-- A municipality whose figures are invented is known by its own row, so that every page and answer can say so.

alter table app.municipalities add column demonstration boolean not null default false;
