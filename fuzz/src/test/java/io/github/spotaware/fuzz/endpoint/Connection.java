package io.github.spotaware.fuzz.endpoint;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One connection that is kept open from call to call, and says what a client library would not. */
final class Connection implements AutoCloseable {
  /** The connection was reset before all was written, and no answer came. */
  static final class Unsent extends IOException {
    private static final long serialVersionUID = 1L;

    Unsent(IOException cause) {
      super(cause.toString(), cause);
    }
  }

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /**
   * @param boundMillis no answer takes longer
   */
  Connection(Socket socket, int boundMillis) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(boundMillis);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  Answer call(Call call) throws IOException {
    byte[] bytes = call.bytes();
    IOException unsent = null;
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      unsent = e; // answered before it was read to its end, perhaps
    }
    try {
      return answer(call.method());
    } catch (IOException e) {
      throw unsent == null ? e : new Unsent(unsent);
    }
  }

  void sendPart(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, Math.min(bytes.length, length));
    out.flush();
  }

  private Answer answer(String method) throws IOException {
    List<String> head = head();
    Answer answer = new Answer(head, "");
    if (answer.status() == 100) {
      return answer(method);
    }
    if (method.equals("HEAD")) {
      return answer;
    }
    if (answer.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      return new Answer(head, chunks());
    }
    String length = answer.header("Content-Length");
    byte[] body =
        length.isEmpty()
            ? (answer.closes() ? in.readAllBytes() : new byte[0])
            : in.readNBytes(Integer.parseInt(length));
    return new Answer(head, new String(body, StandardCharsets.UTF_8));
  }

  private List<String> head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("closed after '" + head.toString(StandardCharsets.ISO_8859_1) + "'");
      }
      head.write(next);
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1)
        .lines()
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private String chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      StringBuilder size = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new EOFException("closed within a chunk");
        }
        size.append((char) next);
      }
      int length = Integer.parseInt(size.toString().strip(), 16);
      body.write(in.readNBytes(length));
      var _ = in.readNBytes(2);
      if (length == 0) {
        return body.toString(StandardCharsets.UTF_8);
      }
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no use any more.
    }
  }
}
