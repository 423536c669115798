using Interop.Native.Tensors;

namespace Interop.Samples.Data;

/// <summary>
/// 442 patients: age, sex, body mass index, blood pressure and six blood measures, with the progression of the disease after a year, a
/// number from 25 to 346. B. Efron, T. Hastie, I. Johnstone and R. Tibshirani 2004.
/// </summary>
public static class Diabetes
{
    private const string Header = "age,sex,bmi,bp,s1,s2,s3,s4,s5,s6,target";
    private const int Samples = 442;
    private const int Measures = 10;

    /// <summary>Reads the data set: features [442, 10] in their own units, values [442, 1].</summary>
    /// <param name="folder">The folder that holds <c>diabetes.csv</c>; null looks beside the program, then in the repository.</param>
    /// <exception cref="FileNotFoundException">The file is missing.</exception>
    /// <exception cref="InvalidDataException">The file is damaged; the message names line and column, what was expected and what came.</exception>
    public static SampleData Load(string? folder = null)
    {
        var table = CsvTable.Read(DataFile.Find("diabetes.csv", folder), Samples, Measures + 1, hasHeader: true);
        if (string.Join(',', table.Header) != Header)
        {
            throw table.Error(1, null, $"expected the header '{Header}', got '{string.Join(',', table.Header)}'");
        }

        table.RequireRange(Measures, 25, 346);
        var targets = Tensor.From([Samples, 1], [.. table.Rows.Select(row => row[Measures])]);
        return new SampleData("diabetes", ClassificationFile.Measures(table, Measures), targets, []);
    }
}
