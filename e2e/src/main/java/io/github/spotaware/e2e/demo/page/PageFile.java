package io.github.spotaware.e2e.demo.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A file of the page.
 *
 * @param path under which it is served
 */
record PageFile(String path, String type, byte[] content) {

  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /** All there are. */
  static List<PageFile> all() {
    return List.of(
        read("/", "index.html", "text/html; charset=utf-8"),
        read("/page.css", "page.css", "text/css; charset=utf-8"),
        read("/icon.svg", "icon.svg", "image/svg+xml"),
        script("page.js"),
        script("stream.js"),
        script("deployments.js"),
        script("nodes.js"),
        script("surge.js"),
        script("timeline.js"),
        script("outcome.js"),
        script("words.js"),
        script("dom.js"));
  }

  private static PageFile script(String name) {
    return read("/" + name, name, SCRIPT);
  }

  private static PageFile read(String path, String name, String type) {
    try (InputStream file = PageFile.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("no file " + name + " beside this class");
      }
      return new PageFile(path, type, file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + name, e);
    }
  }
}
