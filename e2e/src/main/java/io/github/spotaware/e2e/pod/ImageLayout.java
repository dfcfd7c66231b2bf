package io.github.spotaware.e2e.pod;

import java.nio.file.Path;

/**
 * The files of one image, in a folder that stands for the image's root.
 *
 * @param root of the image
 */
public record ImageLayout(Path root) {

  private static final String APP = "/app";
  private static final String JAVA_HOME = "/opt/java";
  private static final String LIBRARIES = "/app/lib";

  /** The jar, in the image, that a module's container starts from; it names all others. */
  public static String jar(String module) {
    return LIBRARIES + "/" + module + ".jar";
  }

  /** The folder of what is ours. */
  public Path app() {
    return path(APP);
  }

  /** The folder of the jars. */
  public Path libraries() {
    return path(LIBRARIES);
  }

  /** The folder of the Java runtime. */
  public Path javaHome() {
    return path(JAVA_HOME);
  }

  /**
   * A word of a container's command as it has to be on this machine: {@code java} is the image's,
   * and a path below {@code /app}, the whole word or what follows its first {@code =}, is in the
   * folder.
   */
  public String localWord(String word) {
    if (word.equals("java")) {
      return javaHome().resolve("bin/java").toString();
    }
    int start = word.startsWith(APP + "/") ? 0 : word.indexOf("=" + APP + "/") + 1;
    return word.startsWith(APP + "/", start)
        ? word.substring(0, start) + path(word.substring(start))
        : word;
  }

  private Path path(String inImage) {
    return root.resolve(inImage.substring(1));
  }
}
