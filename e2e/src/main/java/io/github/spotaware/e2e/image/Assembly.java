package io.github.spotaware.e2e.image;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.Progress;
import io.github.spotaware.e2e.pod.AssembledImages;
import io.github.spotaware.e2e.pod.ImageLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes the folders of all images from the jars of the build. They are made beside the old ones and
 * replace these at the end, so that what is there is always whole.
 *
 * @param project the checkout, whose modules are packaged
 * @param out where the folders will be
 * @param progress told of each step
 */
record Assembly(Path project, Path out, Progress progress) {

  /** The modules with an image; each container of the manifests has the name of one. */
  private static final List<String> MODULES = List.of("webhook", "scaler", "certs-scripts");

  /** Those that run for long and start often: it is they that get an AOT cache. */
  private static final List<String> TRAINED = List.of("webhook", "scaler");

  /**
   * What our code and the libraries use on the paths that we take. Jackson and Jetty can use
   * java.desktop, java.sql and a few others where they are there; nothing here asks for these.
   */
  private static final String JAVA_MODULES =
      "java.base,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.httpserver,jdk.unsupported";

  /** As Jib sets it. An AOT cache is of jars with one size and one time. */
  private static final FileTime TIME = FileTime.fromMillis(1000);

  void run() {
    Path next = out.resolveSibling(out.getFileName() + ".next");
    try {
      delete(next);
      Files.createDirectories(next);
      progress.say("a Java runtime of its own, with jlink");
      Path runtime = next.resolve("runtime");
      link(runtime);
      AssembledImages images = new AssembledImages(next);
      for (String module : MODULES) {
        linkTree(runtime, images.image(module).javaHome());
        copyApp(module, images.image(module));
      }
      delete(runtime);
      setTimes(next);
      Path training = next.resolve("training");
      for (String module : TRAINED) {
        progress.say("an AOT cache for " + module + ", from a start without a cluster");
        new Training(project, images, module, training).run();
      }
      delete(training);
      setTimes(next);
      delete(out);
      Files.move(next, out);
    } catch (IOException e) {
      throw new EnvironmentException("could not assemble the images in " + out + ": " + e, e);
    }
    progress.say("images are in " + out);
  }

  private static void link(Path runtime) {
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(
                () -> new EnvironmentException("this JDK has no jlink: use another JDK 25"));
    StringWriter said = new StringWriter();
    int code =
        jlink.run(
            new PrintWriter(said),
            new PrintWriter(said),
            "--add-modules=" + JAVA_MODULES,
            "--no-header-files",
            "--no-man-pages",
            "--output=" + runtime);
    if (code != 0) {
      throw new EnvironmentException("jlink failed: " + said.toString().strip());
    }
  }

  private void copyApp(String module, ImageLayout layout) throws IOException {
    Path built = project.resolve(module).resolve("target");
    Path libraries = Files.createDirectories(layout.libraries());
    copy(built.resolve(module + ".jar"), libraries);
    try (Stream<Path> found = Files.list(built.resolve("lib"))) {
      for (Path jar : found.toList()) {
        copy(jar, libraries);
      }
    }
    copy(built.resolve("sbom.cdx.json"), layout.app());
    copy(project.resolve("LICENSE"), layout.app());
  }

  private static void copy(Path file, Path folder) throws IOException {
    Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  /** The runtime is one set of files in all folders. */
  private static void linkTree(Path from, Path to) throws IOException {
    try (Stream<Path> found = Files.walk(from)) {
      for (Path each : found.toList()) {
        Path target = to.resolve(from.relativize(each));
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else if (Files.isSymbolicLink(each)) {
          Files.copy(each, target, LinkOption.NOFOLLOW_LINKS);
        } else {
          Files.createLink(target, each);
        }
      }
    }
  }

  private static void setTimes(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
        if (!Files.isSymbolicLink(each)) {
          Files.setLastModifiedTime(each, TIME);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
