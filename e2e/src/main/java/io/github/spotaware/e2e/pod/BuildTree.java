package io.github.spotaware.e2e.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs as they are in the build tree: a module's classes and all that they need stand for
 * the jar of the image, the Java that runs us, a JDK 25, for its runtime. There is no AOT cache:
 * that is made with the images.
 *
 * @param projectRoot the checkout
 * @param archives where a process leaves the classes it has loaded, for the next one of its name to
 *     start sooner; then it runs the modules' jars that {@code bin/java-tool} makes, since of
 *     folders there are no archives
 */
public record BuildTree(Path projectRoot, Optional<Path> archives) implements PodPrograms {

  private static final String ARCHIVES = "e2e.archives";
  private static final String AOT_CACHE = "-XX:AOTCache=";
  private static final String CLASSES = "/target/classes";

  /** Of another checkout, whose modules are built. */
  public static BuildTree of(Path projectRoot) {
    return new BuildTree(projectRoot, Optional.empty());
  }

  /** That of this program, with archives where {@code bin/java-tool} has started it. */
  public static BuildTree current(Path projectRoot) {
    return new BuildTree(
        projectRoot, Optional.ofNullable(System.getProperty(ARCHIVES)).map(Path::of));
  }

  @Override
  public List<String> command(String process, Container container) {
    String jar = ImageLayout.jar(container.getName());
    return Stream.concat(container.getCommand().stream(), container.getArgs().stream())
        .flatMap(word -> word.startsWith(AOT_CACHE) ? archive(process) : Stream.of(word))
        .map(word -> word.equals(jar) ? classPath(container.getName()) : word)
        .map(word -> word.equals("java") ? java() : word)
        .toList();
  }

  /**
   * It is made as the first process ends. One that can't be used is passed over, without a word: a
   * start is only slower then.
   */
  private Stream<String> archive(String process) {
    return archives.stream()
        .flatMap(folder ->
            Stream.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + folder.resolve(process + ".jsa"),
                "-Xlog:disable"));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private String classPath(String module) {
    Path target = projectRoot.resolve(module).resolve("target");
    Path dependencies = target.resolve("class-path");
    try {
      String folders =
          target.resolve("classes") + File.pathSeparator + Files.readString(dependencies).strip();
      return archives.isEmpty() ? folders : folders.replace(CLASSES, CLASSES + ".jar");
    } catch (IOException e) {
      throw new EnvironmentException(
          "the module %s is not built (no %s): run mvn process-classes"
              .formatted(module, dependencies),
          e);
    }
  }
}
