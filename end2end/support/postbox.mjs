// A mail server on this machine that keeps what it is sent, and hands it out: `GET /?to=ADDRESS` answers the messages to an address
// as JSON, the oldest first. It says where it listens, SMTP first, and ends when its standard input does. An address that begins
// with `respinto` is nobody's.
import { createServer } from 'node:http';
import smtp from 'smtp-server';

const kept = [];

/** Header and body of a plain message, decoded; its charset is UTF-8. */
function read(raw) {
  const at = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, at).replace(/\r\n[ \t]+/g, ' ');
  const header = (name) => head.match(new RegExp(`^${name}: (.*)$`, 'im'))?.[1].trim() ?? '';
  const decode = {
    base64: (text) => Buffer.from(text, 'base64'),
    'quoted-printable': (text) =>
      Buffer.from(text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1'),
  }[header('content-transfer-encoding').toLowerCase()] ?? ((text) => Buffer.from(text, 'latin1'));
  return { type: header('content-type'), from: header('from'), text: decode(raw.slice(at + 4)).toString('utf8') };
}

const post = new smtp.SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onRcptTo(address, session, done) {
    if (!address.address.startsWith('respinto')) return done();
    return done(Object.assign(new Error('no such user here'), { responseCode: 550 }));
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('error', done);
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map((r) => r.address);
      kept.push({ to, ...read(Buffer.concat(chunks).toString('latin1')) });
      done();
    });
  },
});
// Whoever hangs up in the middle has not sent anything.
post.on('error', (error) => console.error(`postbox: ${error.message}`));

const counter = createServer((request, response) => {
  const to = new URL(request.url, 'http://localhost').searchParams.get('to');
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(kept.filter((message) => message.to.includes(to))));
});

post.listen(0, '127.0.0.1', () => {
  console.log(`smtp://127.0.0.1:${post.server.address().port}`);
  counter.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${counter.address().port}`));
});

process.stdin.on('end', () => process.exit());
process.stdin.resume();
