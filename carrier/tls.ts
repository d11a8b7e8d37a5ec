import { z } from 'zod';
import { fields, textLike } from './field';

/** How a carrier's link is encrypted. The carrier's certificate is always verified; there is no way to switch that off. */

const file = () => textLike(/^\P{Cc}{1,4096}$/u, 'the path of a file').optional();

const files = fields(
  {
    ca: file().meta({ description: 'Authorities to trust, in PEM. Left out: those of the system.' }),
    cert: file().meta({ description: 'Our certificate in PEM, for carriers that ask for one.' }),
    key: file().meta({ description: 'The key of `cert`, in PEM.' }),
    servername: textLike(/^[\w.-]{1,253}$/, 'a host name')
      .optional()
      .meta({ description: "The name in the carrier's certificate. Left out: `host`." }),
  },
  {
    keys: ['cert', 'key'],
    holds: ({ cert, key }) => cert === undefined || key !== undefined,
    expected: 'the key of cert',
  },
  {
    keys: ['key', 'cert'],
    holds: ({ cert, key }) => key === undefined || cert !== undefined,
    expected: 'the certificate of key',
  },
);

const expected = 'true, false, or a block with ca, cert, key, servername';

/** `false`, `true`, or a block of files; read, `true` is an empty block. */
export const tlsSchema = z
  .preprocess((value) => (value === true ? {} : value), z.union([z.literal(false), files], { error: expected }))
  .meta({ expected });
