/** Tests of the server through its real doors: HTTP, WebSockets, the database and, packaged, as a process. */
package pagewalk.server;
