namespace Interop.Samples.Data;

/// <summary>178 wines of three cultivars: 13 chemical measures. S. Aeberhard and M. Forina, UCI.</summary>
public static class Wine
{
    /// <summary>Reads the data set: features [178, 13], class indices [178].</summary>
    /// <param name="folder">The folder that holds <c>wine_data.csv</c>; null looks beside the program, then in the repository.</param>
    /// <exception cref="FileNotFoundException">The file is missing.</exception>
    /// <exception cref="InvalidDataException">The file is damaged; the message names line and column, what was expected and what came.</exception>
    public static SampleData Load(string? folder = null) =>
        ClassificationFile.Read("wine", DataFile.Find("wine_data.csv", folder), rows: 178, features: 13, classes: 3);
}
