namespace Interop.Samples.Data;

/// <summary>150 flowers of three species: length and width of sepal and petal, in cm. R. A. Fisher 1936.</summary>
public static class Iris
{
    /// <summary>Reads the data set: features [150, 4], class indices [150].</summary>
    /// <param name="folder">The folder that holds <c>iris.csv</c>; null looks beside the program, then in the repository.</param>
    /// <exception cref="FileNotFoundException">The file is missing.</exception>
    /// <exception cref="InvalidDataException">The file is damaged; the message names line and column, what was expected and what came.</exception>
    public static SampleData Load(string? folder = null) =>
        ClassificationFile.Read("iris", DataFile.Find("iris.csv", folder), rows: 150, features: 4, classes: 3);
}
