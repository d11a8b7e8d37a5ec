/** How a private MariaDB is written as one URL: `mysql://root@localhost/waybill?socketPath=/path/mysql.sock`, as mysql2 and knex read it. */

/** @param socket absolute path of the server's socket */
export function mysqlUrl(socket: string, databaseName: string): string {
  return `mysql://root@localhost/${databaseName}?socketPath=${encodePath(socket)}`;
}

/** The same server, another database. */
export function withDatabase(url: string, databaseName: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${databaseName}`;
  return parsed.href;
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
