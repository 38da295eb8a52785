"""Answers questions with the model, a folder for each question.

May import report and every room below it; a question never imports from another question's folder.
"""
