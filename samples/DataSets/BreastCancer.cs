namespace Interop.Samples.Data;

/// <summary>569 samples of breast tissue, malignant or benign: 30 measures of cell nuclei. W. Wolberg, N. Street and O. Mangasarian, UCI.</summary>
public static class BreastCancer
{
    /// <summary>Reads the data set: features [569, 30], class indices [569].</summary>
    /// <param name="folder">The folder that holds <c>breast_cancer.csv</c>; null looks beside the program, then in the repository.</param>
    /// <exception cref="FileNotFoundException">The file is missing.</exception>
    /// <exception cref="InvalidDataException">The file is damaged; the message names line and column, what was expected and what came.</exception>
    public static SampleData Load(string? folder = null) =>
        ClassificationFile.Read("breast cancer", DataFile.Find("breast_cancer.csv", folder), rows: 569, features: 30, classes: 2);
}
