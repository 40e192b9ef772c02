-- The database, and the role the application connects as: it owns nothing and bypasses nothing.
-- Run by psql as the owner, as often as one likes; QUITTANCE_APP_PASSWORD is in the environment.
\set ON_ERROR_STOP on
\getenv app_password QUITTANCE_APP_PASSWORD

SELECT 'CREATE ROLE quittance_app'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'quittance_app')
\gexec

ALTER ROLE quittance_app
  LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION
  PASSWORD :'app_password';

SELECT 'CREATE DATABASE quittance'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'quittance')
\gexec
