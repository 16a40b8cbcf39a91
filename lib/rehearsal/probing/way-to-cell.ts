/** How a prober comes to its cell on this machine, where DNS says nothing to it. */
export interface WayToCell {
  /** What listens for the cell's own name: `127.0.0.11:8443`. */
  readonly address: string;
  /** A file with the certificate authority that signed what it presents. */
  readonly trustFile: string;
}
