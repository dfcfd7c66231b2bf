package io.github.spotaware.webhook.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One TLS connection that speaks HTTP/1.1 by hand, as it shows what a client library hides. */
final class RawConnection implements AutoCloseable {
  /** A response: status line and headers as lines, and the body. */
  record Response(List<String> head, String body) {
    int status() {
      return Integer.parseInt(head.getFirst().split(" ", 3)[1]);
    }
  }

  private final Socket tcp;
  private final SSLSocket tls;

  RawConnection(SSLContext context, int port) throws IOException {
    this.tcp = new Socket(InetAddress.getLoopbackAddress(), port);
    this.tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, "localhost", port, true);
    tls.setSoTimeout(30_000);
    tls.startHandshake();
  }

  Certificate serverCertificate() throws IOException {
    return tls.getSession().getPeerCertificates()[0];
  }

  Response call(String body) throws IOException {
    send(body);
    return receive();
  }

  void send(String body) throws IOException {
    sendPart(body, body.length());
  }

  /** Sends a request's head, and its body up to a length below the one announced. */
  void sendPart(String body, int length) throws IOException {
    String head =
        "POST /evictions?timeout=13s HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Content-Type: application/json\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n";
    tls.getOutputStream()
        .write((head + body.substring(0, length)).getBytes(StandardCharsets.US_ASCII));
    tls.getOutputStream().flush();
  }

  Response receive() throws IOException {
    InputStream in = tls.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("closed after '" + head + "'");
      }
      head.append((char) next);
    }
    List<String> lines = head.toString().lines().filter(line -> !line.isEmpty()).toList();
    int length =
        lines.stream()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return new Response(lines, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  /** True once the server has closed its end; blocks until it says anything. */
  boolean closedByServer() throws IOException {
    return tls.getInputStream().read() < 0;
  }

  /** Closes TCP under TLS, as a killed client's kernel does. */
  void cutOff() throws IOException {
    tcp.close();
  }

  /** Resets the connection. */
  void reset() throws IOException {
    tcp.setSoLinger(true, 0);
    tcp.close();
  }

  /** Closes in order, with TLS's own message. */
  @Override
  public void close() throws IOException {
    tls.close();
  }
}
