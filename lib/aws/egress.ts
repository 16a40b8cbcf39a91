/** How a cell with a network of its own calls what lies outside AWS. */
export enum Egress {
  /** A NAT gateway in each zone. */
  NAT_PER_ZONE = 'nat-per-zone',
}
