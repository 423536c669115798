using System.CommandLine;
using Interop.Bench.Workloads;

namespace Interop.Bench.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--rounds takes a number from 1 up", "peers", "--rounds", "0")]
    [InlineData("--rounds takes a number from 1 up", "peers", "--rounds", "many")]
    [InlineData("--threads takes numbers from 1 to 1024", "peers", "--threads", "0")]
    [InlineData("--threads takes numbers from 1 to 1024", "peers", "--threads", "1", "-2")]
    [InlineData("--threads takes numbers from 1 to 1024", "optimizers", "--threads", "two")]
    [InlineData("'--round'", "peers", "--round", "3")]
    [InlineData("leaves nothing to measure; the names are train tiny 32, ", "peers", "--filter", "train mpl")]
    [InlineData("'mpl'", "first-step", "mpl")]
    [InlineData("'peer'", "peer")]
    public void Wrong_arguments_end_with_2_and_say_what_is_expected(string expected, params string[] arguments)
    {
        var (code, _, error) = Run(arguments);
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--allow-missing", "peers", "--help")]
    [InlineData("Exit codes:", "--help")]
    [InlineData("bigadam", "first-step", "--help")]
    public void Help_is_there(string expected, params string[] arguments)
    {
        var (code, output, _) = Run(arguments);
        Assert.Equal(0, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train cnn", 2, new[] { "cnn" }, 0)]
    [InlineData("infer cnn", 3, new string[0], 0)]
    [InlineData("first step mlp", 0, new[] { "mlp", "mlpbn" }, 0)]
    [InlineData("sgemm", 0, new string[0], 5)]
    public void A_filter_chooses_by_the_names_of_cells_first_steps_and_products(string filter, int cells, string[] firstSteps, int products)
    {
        var selection = new Selection([1], filter);
        Assert.Equal(cells, selection.Cells.Count);
        Assert.Equal(firstSteps, selection.FirstSteps.Select(workload => workload.Name));
        Assert.Equal(products, selection.ProductSizes.Count);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = BenchCommandLine.Run(arguments, new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
