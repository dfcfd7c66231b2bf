package io.github.spotaware.e2e.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs as they are in the build tree: a module's classes and all that they need stand for
 * the jar of the image, the Java that runs us, a JDK 25, for its runtime. There is no AOT cache:
 * that is of jars.
 *
 * @param projectRoot the checkout
 */
public record BuildTree(Path projectRoot) implements PodPrograms {

  private static final String AOT_CACHE = "-XX:AOTCache=";

  @Override
  public List<String> command(Container container) {
    String jar = ImageLayout.jar(container.getName());
    return Stream.concat(container.getCommand().stream(), container.getArgs().stream())
        .filter(word -> !word.startsWith(AOT_CACHE))
        .map(word -> word.equals(jar) ? classPath(container.getName()) : word)
        .map(word -> word.equals("java") ? java() : word)
        .toList();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private String classPath(String module) {
    Path target = projectRoot.resolve(module).resolve("target");
    Path dependencies = target.resolve("class-path");
    try {
      return target.resolve("classes")
          + File.pathSeparator
          + Files.readString(dependencies).strip();
    } catch (IOException e) {
      throw new EnvironmentException(
          "the module %s is not built (no %s): run mvn process-classes"
              .formatted(module, dependencies),
          e);
    }
  }
}
