using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Interop.Cli.Tests.Infrastructure;

/// <summary>A block of C# on a page, compiled as its reader would have it: the body of a method, after the usings that the page has shown so far.</summary>
internal static class Snippet
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Whether a block converts modules of TorchSharp.</summary>
    /// <param name="text">The block.</param>
    public static bool NeedsTorchSharp(string text) =>
        text.Contains("module.ToNative", StringComparison.Ordinal) || text.Contains("module.ExportOnnx", StringComparison.Ordinal);

    /// <summary>Whether a block uses ML.NET.</summary>
    /// <param name="text">The block.</param>
    public static bool NeedsMLNet(string text) => text.Contains("mlContext", StringComparison.Ordinal);

    /// <summary>The blocks of all pages in C#; those for which a backend must be there, or the others.</summary>
    /// <param name="belongs">Which.</param>
    public static IEnumerable<string> All(Func<string, bool> belongs) =>
        Page.All.SelectMany(Page.Blocks).Where(block => block.Language == "csharp" && belongs(block.Text)).Select(block => $"{block.Page}:{block.Line}");

    /// <summary>What a block does not compile for; empty where it does.</summary>
    /// <param name="place">The page and the line.</param>
    /// <param name="given">What its reader has: parameters, as <c>Network network, Tensor x</c>; those that the block makes itself are left out.</param>
    /// <param name="types">Types of the reader's own.</param>
    public static IReadOnlyList<string> Errors(string place, string given, string types = "")
    {
        var blocks = Page.Blocks(place.Split(':')[0]).Where(block => block.Language == "csharp").ToArray();
        var block = blocks.Single(block => $"{block.Page}:{block.Line}" == place);
        var usings = blocks.TakeWhile(other => other.Line <= block.Line).SelectMany(other => other.Lines).Where(IsUsing).Distinct();
        var body = string.Join('\n', block.Text.Split('\n').Where(line => !IsUsing(line)));
        var made = CSharpSyntaxTree.ParseText(body, new CSharpParseOptions(kind: SourceCodeKind.Script)).GetRoot().DescendantNodes()
            .OfType<VariableDeclaratorSyntax>().Select(variable => variable.Identifier.Text).ToHashSet();
        var parameters = given.Split(", ").Where(parameter => !made.Contains(parameter.Split(' ')[^1]));
        var source = $"{string.Join('\n', usings)}\n{types}\ninternal static class Shown {{ internal static void Run({string.Join(", ", parameters)}) {{\n{body}\n}} }}";
        var compilation = CSharpCompilation.Create(
            "Shown",
            [CSharpSyntaxTree.ParseText(ImplicitUsings), CSharpSyntaxTree.ParseText(source)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString())];
    }

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=') && line.EndsWith(';');
}
