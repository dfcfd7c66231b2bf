package io.github.spotaware.fuzz.endpoint;

import io.github.spotaware.fuzz.input.Draw;
import io.github.spotaware.fuzz.input.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One HTTP request.
 *
 * @param target path and query
 * @param contentType empty for none
 * @param header one more line; empty for none
 * @param chunked sent in chunks, without its length
 * @param cut so many bytes of it are sent before the client hangs up; negative for all, and none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Call(
    String method,
    String target,
    String contentType,
    String header,
    byte[] body,
    boolean chunked,
    int cut) {
  static final String WITHOUT_PATH = "mailto:a";

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "post", "P");

  private static final List<String> TYPES =
      List.of(
          "",
          "text/plain",
          "application/yaml",
          "application/json; charset=utf-8",
          "application/json;charset=utf-16",
          "application/json; charset=nonsense",
          "APPLICATION/JSON",
          "application/json-patch+json",
          "application/vnd.kubernetes.protobuf",
          "multipart/form-data; boundary=x",
          "multipart/form-data",
          "application/x-www-form-urlencoded",
          ";",
          "a",
          "application/json, text/plain",
          "application/json\u0001");

  private static final List<String> HEADERS =
      List.of(
          "X: y",
          "Content-Encoding: gzip",
          "Content-Encoding: nonsense",
          "Accept: image/png",
          "Accept-Encoding: gzip",
          "Cookie: \"a=b; =; ;;\u0001",
          "Host: elsewhere",
          "If-None-Match: *",
          "Range: bytes=0-1",
          "Upgrade: websocket",
          "X-Forwarded-For: ::::",
          "X-HTTP-Method-Override: DELETE",
          "Expires: never",
          ": nothing",
          "no colon",
          "Big: " + "x".repeat(20_000));

  private static final List<String> TARGETS =
      List.of(
          "/",
          "/evictions/",
          "//evictions",
          "/evictions/..%2fnodes",
          "/evictions;a=b",
          "/EVICTIONS",
          "/evictions%00",
          "/%",
          "/%zz",
          "/\u00e9",
          "/evictions#x",
          "*",
          "evictions",
          "http://elsewhere/evictions",
          WITHOUT_PATH,
          "/" + "x".repeat(20_000),
          "/healthz?x",
          "/readyz/",
          "/metrics",
          "/favicon.ico",
          "/.git/config");

  private static final List<String> QUERIES =
      List.of(
          "",
          "?",
          "?timeout=1s",
          "?timeout=1.2s",
          "?timeout=900ms",
          "?timeout=1s&x=y",
          "?x=y&timeout=1s",
          "?timeout=0.5s",
          "?timeout=2s",
          "?timeout=1s",
          "?timeout=0s",
          "?timeout=-1s",
          "?timeout=1ns",
          "?timeout=",
          "?timeout",
          "?timeout=99999999999999999999h",
          "?timeout=1h1h1h1h1h1h1h1h1h1h",
          "?timeout=%zz",
          "?timeout=%",
          "?timeout=%ff",
          "?timeout=1s&timeout=2s",
          "?%=%&&&=",
          "?timeout=1" + "0".repeat(5_000) + "s");

  static Call review(String target, String body) {
    return new Call(
        "POST", target, "application/json", "", body.getBytes(StandardCharsets.UTF_8), false, -1);
  }

  static Call get(String target) {
    return new Call("GET", target, "", "", new byte[0], false, -1);
  }

  String path() {
    return target.split("[?#]", 2)[0];
  }

  /** It may be turned away before its body is read: no HTTP, or to the port of probes. */
  boolean isOddlyFramed() {
    return !header.isEmpty()
        || contentType.chars().anyMatch(Character::isISOControl)
        || TARGETS.contains(path())
        || METHODS.contains(method);
  }

  boolean hangsUp() {
    return cut >= 0;
  }

  /** Of a caller that leaves before a hold could begin: it is answered after the first look. */
  Call inAHurry() {
    return with(
        method,
        target.replace("?timeout=2s", "?timeout=1s"),
        contentType,
        header,
        body,
        chunked,
        cut);
  }

  /** Mostly of the body. */
  Call changed(Draw draw) {
    return switch (draw.below(40)) {
      case 0 -> with(draw.from(METHODS), target, contentType, header, body, chunked, cut);
      case 1 -> with(method, draw.from(TARGETS), contentType, header, body, chunked, cut);
      case 2, 3 ->
          with(method, path() + draw.from(QUERIES), contentType, header, body, chunked, cut);
      case 4 -> with(method, target, draw.from(TYPES), header, body, chunked, cut);
      case 5 -> with(method, target, contentType, draw.from(HEADERS), body, chunked, cut);
      case 6 -> with(method, target, contentType, header, body, true, cut);
      case 7 ->
          draw.oneIn(4)
              ? with(
                  method, target, contentType, header, body, chunked, draw.below(body.length + 200))
              : this;
      case 8 ->
          draw.oneIn(40)
              ? with(
                  method, target, contentType, header, Arrays.copyOf(body, 3_200_000), chunked, cut)
              : with(method, target, contentType, header, new byte[0], chunked, cut);
      default ->
          with(method, target, contentType, header, Mutations.json(body, draw), chunked, cut);
    };
  }

  private static Call with(
      String method,
      String target,
      String contentType,
      String header,
      byte[] body,
      boolean chunked,
      int cut) {
    return new Call(method, target, contentType, header, body, chunked, cut);
  }

  /** As it goes over the wire. */
  byte[] bytes() {
    StringBuilder head =
        new StringBuilder(method)
            .append(' ')
            .append(target)
            .append(" HTTP/1.1\r\nHost: localhost\r\n");
    if (!contentType.isEmpty()) {
      head.append("Content-Type: ").append(contentType).append("\r\n");
    }
    if (!header.isEmpty()) {
      head.append(header).append("\r\n");
    }
    head.append(
        chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.length + "\r\n");
    byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    if (!chunked) {
      return joined(first, body);
    }
    int half = body.length / 2;
    byte[] all = joined(first, chunk(Arrays.copyOf(body, half)));
    all = joined(all, chunk(Arrays.copyOfRange(body, half, body.length)));
    return joined(all, "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] chunk(byte[] part) {
    if (part.length == 0) {
      return part;
    }
    byte[] size = (Integer.toHexString(part.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return joined(joined(size, part), "\r\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @Override
  public String toString() {
    String whole = new String(bytes(), StandardCharsets.UTF_8);
    return (whole.length() > 8_000 ? whole.substring(0, 8_000) + "…" : whole)
        + (hangsUp() ? " (hangs up after " + cut + " bytes)" : "");
  }
}
